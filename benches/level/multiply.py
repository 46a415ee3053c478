"""Copies the entries of an archive many times by SQL, with all that lists are read by: a million rows in minutes. What is not copied:
members, revisions, the change log and the search index. So searches of such an archive find the entries of the first copy alone.
"""
import sqlite3
import subprocess

TABLES = ["entry", "initiative", "recipe", "article", "event", "event_timing", "entry_theme", "entry_territory", "entry_credit", "entry_relation",
          "entry_location", "listing"]
# In the public index of addresses each may stand once.
ONCE = {"public_url_key", "original_url_key", "translation_group"}


def copied(table, column, step, new_id, copy):
    """The expression of a column in a copy; none for what the database numbers by itself."""
    if column in ("entry_seq", "target_seq") or (table, column) == ("entry", "seq"):
        return f"{column} + {step} * {copy}"
    if column == "seq":
        return None
    if column == "id":
        return new_id
    if column == "slug":
        return f"slug || '-' || {copy}"
    if column in ("listed_at", "published_at"):
        return f"{column} + 997 * {copy}"
    return "NULL" if column in ONCE else column


def statements(table, columns, step, new_id, copy, source):
    pairs = [(name, copied(table, name, step, new_id, copy)) for name in columns]
    pairs = [it for it in pairs if it[1] is not None]
    names, values = ", ".join(it[0] for it in pairs), ", ".join(it[1] for it in pairs)
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {source} WHERE {'seq' if table == 'entry' else 'entry_seq'} < {step}"


def sqlite(path, multiple):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA cache_size = -500000")
    step = database.execute("SELECT max(seq) + 1 FROM entry").fetchone()[0]
    for copy in range(1, multiple):
        database.execute("BEGIN")
        for table in [*TABLES, "entry_place"]:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            new_id = f"CAST(x'{copy:08x}' || substr(id, 5) AS BLOB)"
            database.execute(statements(table, columns, step, new_id, copy, table))
        database.execute("COMMIT")
    database.execute(f"UPDATE listing_count SET entries = entries * {multiple}")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def postgres(url, multiple):
    def psql(text):
        return subprocess.run(["psql", "-qtAX", "-v", "ON_ERROR_STOP=1", url, "-c", text], capture_output=True, text=True, check=True).stdout

    step = int(psql("SELECT max(seq) + 1 FROM entry"))
    for table in TABLES:
        columns = psql("SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER' "
                       f"AND table_name = '{table}' ORDER BY ordinal_position").split()
        new_id = "(lpad(to_hex(copy), 8, '0') || substr(id::text, 9))::uuid"
        text = statements(table, columns, step, new_id, "copy", f"{table}, generate_series(1, {multiple - 1}) copy")
        psql(text.replace(" SELECT", " OVERRIDING SYSTEM VALUE SELECT", 1) if table == "entry" else text)
    psql(f"UPDATE listing_count SET entries = entries * {multiple}")
    psql(f"SELECT setval(pg_get_serial_sequence('entry', 'seq'), {step * multiple})")
    psql("VACUUM ANALYZE")
