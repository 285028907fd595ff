from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "solidarity.files"
    label = "files"
