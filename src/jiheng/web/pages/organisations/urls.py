"""Addresses of organisations and users."""

from django.urls import path

from jiheng.web.pages.organisations import people, views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.organisations, name="list"),
    path("organisations/add/", views.add, name="add"),
    path("organisations/regions/", views.regions, name="regions"),
    path("organisations/<int:number>/", views.organisation, name="organisation"),
    path("organisations/<int:number>/edit/", views.edit, name="edit"),
    path("organisations/<int:number>/active/", views.set_active, name="active"),
    path("organisations/<int:number>/grant/", people.grant, name="grant"),
    path("organisations/roles/<int:number>/revoke/", people.revoke, name="revoke"),
    path("users/", people.users, name="users"),
    path("users/add/", people.add, name="add_user"),
    path("users/<int:number>/", people.user, name="user"),
    path("users/<int:number>/reset/", people.reset, name="reset"),
    path("users/<int:number>/active/", people.set_active, name="user_active"),
]
