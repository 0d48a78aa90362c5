"""Addresses of signing in."""

from django.urls import path

from jiheng.web.pages.session import views

app_name = "session"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("me/", views.me, name="me"),
    path("me/password/", views.change_password, name="change_password"),
]
