"""Addresses of tokens and of the API's description."""

from django.urls import path

from jiheng.web.pages.tokens import views

app_name = "tokens"
urlpatterns = [
    path("tokens/", views.tokens, name="list"),
    path("tokens/<int:number>/revoke/", views.revoke, name="revoke"),
    path("tokens/description/", views.description, name="description"),
    path("tokens/description/openapi.json", views.document, name="document"),
]
