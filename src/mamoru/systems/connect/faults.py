"""What a driver raises, as errors of ours. What a database says stays here: it quotes values."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from mamoru.errors import MamoruError
from mamoru.systems.errors import (
    SchemaChangedError,
    SystemConstraintError,
    SystemDeniesError,
    SystemDownError,
    SystemFailedError,
    SystemLockedError,
    SystemReadOnlyError,
    SystemSlowError,
)

_POSTGRES = {
    "57014": SystemSlowError, "25P03": SystemSlowError, "25P04": SystemSlowError,
    "55P03": SystemLockedError, "40P01": SystemLockedError, "40001": SystemLockedError,
    "25006": SystemReadOnlyError, "42501": SystemDeniesError,
    "42P01": SchemaChangedError, "42703": SchemaChangedError, "3F000": SchemaChangedError,
    "42883": SchemaChangedError, "42804": SchemaChangedError,
    "28000": SystemDeniesError, "28P01": SystemDeniesError, "3D000": SystemDeniesError,
    "57P01": SystemDownError, "57P02": SystemDownError, "57P03": SystemDownError,
    "53300": SystemDownError,
}  # fmt: skip
_MARIADB = {
    1044: SystemDeniesError, 1045: SystemDeniesError, 1049: SystemDeniesError,
    1142: SystemDeniesError, 1143: SystemDeniesError, 1227: SystemDeniesError,
    1370: SystemDeniesError, 1054: SchemaChangedError, 1146: SchemaChangedError,
    1205: SystemLockedError, 1213: SystemLockedError, 1020: SystemLockedError,
    1969: SystemSlowError, 3024: SystemSlowError, 1317: SystemSlowError,
    1290: SystemReadOnlyError, 1792: SystemReadOnlyError, 1836: SystemReadOnlyError,
    1040: SystemDownError, 1053: SystemDownError, 2002: SystemDownError, 2003: SystemDownError,
    2006: SystemDownError, 2013: SystemDownError, 2055: SystemDownError,
    1264: SystemConstraintError, 1265: SystemConstraintError, 1366: SystemConstraintError,
    1406: SystemConstraintError, 1292: SystemConstraintError,
}  # fmt: skip
_SQLITE = {
    "SQLITE_BUSY": SystemLockedError, "SQLITE_LOCKED": SystemLockedError,
    "SQLITE_INTERRUPT": SystemSlowError, "SQLITE_READONLY": SystemReadOnlyError,
    "SQLITE_CANTOPEN": SystemDownError, "SQLITE_NOTADB": SystemDownError,
    "SQLITE_PERM": SystemDeniesError, "SQLITE_AUTH": SystemDeniesError,
    "SQLITE_IOERR": SystemDownError,
}  # fmt: skip

_CONNECTING = ("OperationalError", "ConnectionTimeout", "InterfaceError")


@contextmanager
def translated() -> Iterator[None]:
    """Raise one of our errors for what the driver raises within the block."""
    try:
        yield
    except SQLAlchemyError as error:
        raise fault_of(error) from None


def fault_of(error: SQLAlchemyError) -> MamoruError:
    """Return the error that stands for what the driver raised."""
    if isinstance(error, PoolTimeoutError):
        return SystemSlowError()
    if not isinstance(error, DBAPIError) or error.orig is None:
        return SystemFailedError(what=type(error).__name__)
    known = _known(error.orig)
    if known is not None:
        return known()
    name = type(error.orig).__name__
    if name in ("IntegrityError", "DataError") or isinstance(error.orig, ValueError):
        return SystemConstraintError()
    if _is_refused(error.orig):
        return SystemDeniesError()
    if error.connection_invalidated or name in _CONNECTING:
        return SystemDownError()
    return SystemFailedError(what=name)


def _known(error: BaseException) -> type[MamoruError] | None:
    """Return what the code of the driver's error means, where it has one."""
    code = error.args[0] if error.args else None
    if isinstance(code, int):
        return _MARIADB.get(code)
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        starts = {"08": SystemDownError, "22": SystemConstraintError, "23": SystemConstraintError}
        return _POSTGRES.get(state) or starts.get(state[:2])
    name = getattr(error, "sqlite_errorname", None)
    if isinstance(name, str):
        if name == "SQLITE_ERROR" and str(error).startswith(("no such table", "no such column")):
            return SchemaChangedError
        short = "_".join(name.split("_")[:2])
        return _SQLITE.get(name) or _SQLITE.get(short)
    return None


def _is_refused(error: BaseException) -> bool:
    """Whether we were not let in: libpq gives no code for what goes wrong before a connection."""
    said = str(error)
    return "authentication failed" in said or "no pg_hba.conf entry" in said
