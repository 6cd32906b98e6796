"""The database and its two roles: the owner migrates, the application's role owns nothing and cannot pass a policy."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from xuezheng.site.configuration import application_password, configuration

Connection = psycopg.Connection[Any]


def prepare_database() -> None:
    """Create the database and the application role where they are missing; default grants for tables to come."""
    owner = configuration().owner_url
    try:
        connection = psycopg.connect(owner, autocommit=True)
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        _create_database(owner)
        connection = psycopg.connect(owner, autocommit=True)
    with connection:
        prepare_roles(connection)


def _create_database(owner: str) -> None:
    parts = urlsplit(owner)
    name = parts.path.lstrip("/")
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        try:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
        except psycopg.errors.DuplicateDatabase:
            return


def prepare_roles(connection: Connection) -> None:
    role = sql.Identifier(configuration().application_role)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role.as_string().strip('"')]).fetchone():
        _create_role(connection, role)
    _set_derived_password(connection, role)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        connection.execute(sql.SQL(statement).format(role))


def _create_role(connection: Connection, role: sql.Identifier) -> None:
    try:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOBYPASSRLS").format(role))
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        return


def _set_derived_password(connection: Connection, role: sql.Identifier) -> None:
    """Only where the application's address is derived from an owner's that has a password, and only when it does not fit."""
    password = application_password(configuration().database_url)
    if configuration().app_database_url or not password:
        return
    try:
        psycopg.connect(configuration().application_url).close()
    except psycopg.OperationalError:
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
