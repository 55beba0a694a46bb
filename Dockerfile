# Wegwijzer in a small image: one process, one SQLite file in /data, or PostgreSQL through WEGWIJZER_DATABASE_URL.

FROM python:3.11-slim AS build
WORKDIR /build
COPY pyproject.toml requirements.lock README.md LICENSE DATA-LICENCE.md ./
COPY app app
COPY migrations migrations
# The lock file is a constraint here: run-time packages get exactly its versions, development tools stay out.
RUN python -m venv /opt/wegwijzer \
    && /opt/wegwijzer/bin/pip install --no-cache-dir --constraint requirements.lock .

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Wegwijzer" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin wegwijzer \
    && install --directory --owner=wegwijzer --group=wegwijzer /data
COPY --from=build /opt/wegwijzer /opt/wegwijzer
ENV PATH=/opt/wegwijzer/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    WEGWIJZER_DATABASE_URL=sqlite:////data/wegwijzer.db
USER wegwijzer
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
CMD ["wegwijzer", "serve", "--prepare", "--host", "0.0.0.0"]
