"""The address that watchers ask."""

from django.urls import path

from jiheng.web.pages.health import views

app_name = "health"
urlpatterns = [path("healthz", views.health, name="health")]
