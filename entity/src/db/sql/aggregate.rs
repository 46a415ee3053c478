//! Related rows of an entry as one column: a list of row numbers, or a JSON array of arrays.
//! Every text refers to the row of the table `entry` of the statement around it. Few and short rows come with their places and are
//! ordered by whoever reads them: an order within an aggregate costs SQLite a sorter for each entry.

use sea_orm::DbBackend;
use sea_orm::sea_query::Expr;

/// The row numbers of the entry's themes, each after its place, in any order: `1:17,0:3`.
pub(crate) fn themes(backend: DbBackend) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => {
            "(SELECT string_agg(position || ':' || theme_seq, ',') FROM entry_theme WHERE entry_seq = entry.seq)"
        }
        _ => "(SELECT group_concat(position || ':' || theme_seq) FROM entry_theme WHERE entry_seq = entry.seq)",
    })
}

/// The row numbers of the entry's territories, each after its place, in any order.
pub(crate) fn territories(backend: DbBackend) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => {
            "(SELECT string_agg(position || ':' || territory_seq, ',') FROM entry_territory WHERE entry_seq = entry.seq)"
        }
        _ => "(SELECT group_concat(position || ':' || territory_seq) FROM entry_territory WHERE entry_seq = entry.seq)",
    })
}

/// The entry's credits, in any order: `[role, place among those of the role, member's row number, name, url]`.
pub(crate) fn credits(backend: DbBackend) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => {
            "(SELECT json_agg(json_build_array(role, position, member_seq, name, url))::text \
             FROM entry_credit WHERE entry_seq = entry.seq)"
        }
        _ => {
            "(SELECT json_group_array(json_array(role, position, member_seq, name, url)) \
             FROM entry_credit WHERE entry_seq = entry.seq)"
        }
    })
}

/// The entry's references, in order: `[url, title]`.
pub(crate) fn references(backend: DbBackend) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => {
            "(SELECT json_agg(json_build_array(url, title) ORDER BY position)::text \
             FROM entry_reference WHERE entry_seq = entry.seq)"
        }
        _ => {
            "(SELECT json_group_array(json_array(url, title) ORDER BY position) \
             FROM entry_reference WHERE entry_seq = entry.seq)"
        }
    })
}

/// The pictures and documents that the entry shows and its texts refer to, in order: `[role, id]`.
pub(crate) fn media(backend: DbBackend) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => {
            "(SELECT json_agg(json_build_array(x.role, m.id::text) ORDER BY x.position)::text \
             FROM entry_media x JOIN media m ON m.seq = x.media_seq WHERE x.entry_seq = entry.seq)"
        }
        _ => {
            "(SELECT json_group_array(json_array(x.role, lower(hex(m.id))) ORDER BY x.position) \
             FROM entry_media x JOIN media m ON m.seq = x.media_seq WHERE x.entry_seq = entry.seq)"
        }
    })
}

/// The timings of an event, in order: `[id, status, open-ended, first day, last day, start, end]`, instants in ms.
pub(crate) fn timings(backend: DbBackend) -> Expr {
    Expr::cust(match backend {
        DbBackend::Postgres => {
            "(SELECT json_agg(json_build_array(id::text, status, CASE WHEN open_ended THEN 1 ELSE 0 END, start_date, end_date, \
             starts_at, ends_at) ORDER BY position)::text FROM event_timing WHERE entry_seq = entry.seq)"
        }
        _ => {
            "(SELECT json_group_array(json_array(lower(hex(id)), status, open_ended, start_date, end_date, starts_at, ends_at) \
             ORDER BY position) FROM event_timing WHERE entry_seq = entry.seq)"
        }
    })
}
