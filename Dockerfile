# One image for web, worker and scheduler.
FROM python:3.11-slim-bookworm AS base
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/portal portal
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/srv/portal/var
WORKDIR /srv/portal
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.lock
COPY --chown=root:root manage.py pyproject.toml ./
COPY solidarity solidarity
COPY networks networks
COPY agreements agreements
COPY assessments assessments
COPY templates templates
COPY static static
COPY locale locale
RUN mkdir -p var/media var/static && chown -R portal:portal var
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "python:solidarity.gunicorn", "solidarity.wsgi"]
