"""The schema of a random world as a database would tell it, without one."""

from tests.systems.naive import World
from tests.systems.random_worlds import columns

from mamoru.systems.schema import Index, Schema, SchemaColumn, SchemaTable


def schema_of(world: World) -> Schema:
    tables = {}
    for name, key in world.keys.items():
        held = {
            one: SchemaColumn(
                name=one, family="text" if one in ("who", "v", "w") else "int", type="?"
            )
            for one in columns(world, name)
        }
        index = Index(columns=key, is_unique=True)
        tables[name] = SchemaTable(name=name, columns=held, key=key, indexes=(index,))
    return Schema(vendor="sqlite", tables=tables)
