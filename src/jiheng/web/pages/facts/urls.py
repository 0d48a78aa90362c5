"""Addresses of figures and their sources."""

from django.urls import path

from jiheng.web.pages.facts import views

app_name = "facts"
urlpatterns = [
    path("facts/<int:number>/", views.fact, name="fact"),
    path("<int:department>/<int:year>/facts/", views.facts, name="list"),
]
