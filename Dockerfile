# JupyterLab with the kernel "Java (Lesson4j)" and the notebooks; nothing is fetched when it runs.
#
#   docker build -t lesson4j . && docker run --rm -p 8888:8888 lesson4j
#
# For a classroom, for Codespaces, and for whoever has Docker and no JDK. Its steps are the README's own commands. It is
# linted; no container engine has run it yet.
FROM eclipse-temurin:17-jdk-jammy AS build
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv && rm -rf /var/lib/apt/lists/*
COPY . /lesson4j
WORKDIR /lesson4j
RUN ./lesson wheel

FROM eclipse-temurin:17-jdk-jammy
# the distribution keeps these in step with each other, so that no version is named
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv fontconfig && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 reader
COPY --from=build /lesson4j/target/packages/*.whl /opt/wheels/
USER 1000
WORKDIR /home/reader
ENV PATH=/home/reader/env/bin:$PATH
# the doctor fetches the natives, unpacks them and archives the kernel's classes
RUN python3 -m venv env && pip install --no-cache-dir /opt/wheels/lesson4j-*.whl && lesson doctor
EXPOSE 8888
CMD ["lesson", "lab", "--ip=0.0.0.0", "--no-browser"]
