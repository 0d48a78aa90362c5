"""Addresses of notices."""

from django.urls import path

from jiheng.web.pages.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="list"),
    path("notices/read/", views.read, name="read"),
    path("notices/<int:number>/", views.go, name="go"),
]
