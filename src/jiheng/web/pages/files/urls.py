"""Addresses of files."""

from django.urls import path

from jiheng.web.pages.files import views

app_name = "files"
urlpatterns = [path("files/<int:number>/", views.download, name="download")]
