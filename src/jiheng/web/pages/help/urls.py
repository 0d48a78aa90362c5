"""Addresses of the handbook."""

from django.urls import path

from jiheng.web.pages.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.index, name="index"),
    path("help/pictures/<slug:name>.png", views.picture, name="picture"),
    path("help/<slug:name>/", views.page, name="page"),
]
