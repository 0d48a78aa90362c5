"""Addresses of webhooks."""

from django.urls import path

from jiheng.web.pages.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("webhooks/", views.hooks, name="list"),
    path("webhooks/<int:number>/", views.hook, name="hook"),
    path("webhooks/<int:number>/probe/", views.probe, name="probe"),
    path("webhooks/<int:number>/active/", views.set_active, name="active"),
    path("webhooks/<int:number>/remove/", views.remove, name="remove"),
    path("webhooks/<int:number>/again/<int:delivery>/", views.again, name="again"),
]
