"""Imported by the process that workers of these tests are forked from: they find imported and compiled what the first letter asks for."""

from tests.warm import prepare

prepare()
