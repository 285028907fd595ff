from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "solidarity.charts"
    label = "charts"
