"""Addresses of the log of changes."""

from django.urls import path

from jiheng.web.pages.changes import views

app_name = "changes"
urlpatterns = [
    path("changes/", views.changes, name="list"),
    path("changes/prove/", views.prove, name="prove"),
    path("changes/<int:number>/", views.change, name="change"),
    path("changes/<str:kind>/<str:thing>/", views.thing, name="object"),
]
