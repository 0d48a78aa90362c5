"""Addresses of the workbench."""

from django.urls import path

from jiheng.web.pages.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("overview/", views.overview, name="overview"),
    path("<int:department>/", views.department, name="department"),
    path("<int:department>/<int:year>/", views.year, name="year"),
]
