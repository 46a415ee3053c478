SELECT json_build_object('events', json_build_object('nodes', (SELECT coalesce(json_agg(json_build_object('title', e.title, 'slug', e.slug,
    'timings', (SELECT coalesce(json_agg(json_build_object('start', to_char(to_timestamp(t.starts_at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'end', to_char(to_timestamp(t.ends_at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY t.position), '[]'::json) FROM event_timing t WHERE t.entry_seq = e.entry_seq))
    ORDER BY e.first_starts_at, e.id), '[]'::json)
    FROM (SELECT v.entry_seq, v.first_starts_at, e.id, e.title, e.slug FROM event v JOIN entry e ON e.seq = v.entry_seq
      WHERE v.first_starts_at >= 1780272000000 AND e.status = 'PUBLISHED' AND e.listed_at <= $1 AND (e.unpublish_at IS NULL OR e.unpublish_at > $1)
      ORDER BY v.first_starts_at, e.id LIMIT 20) e)))::text
