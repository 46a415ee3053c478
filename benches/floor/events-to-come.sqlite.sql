SELECT json_object('events', json_object('nodes', json((SELECT json_group_array(json_object('title', e.title, 'slug', e.slug,
    'timings', json((SELECT json_group_array(json_object('start', strftime('%Y-%m-%dT%H:%M:%fZ', t.starts_at / 1000.0, 'unixepoch'),
      'end', strftime('%Y-%m-%dT%H:%M:%fZ', t.ends_at / 1000.0, 'unixepoch')) ORDER BY t.position) FROM event_timing t WHERE t.entry_seq = e.entry_seq))))
    FROM (SELECT v.entry_seq, v.first_starts_at, e.id, e.title, e.slug FROM event v JOIN entry e ON e.seq = v.entry_seq
      WHERE v.first_starts_at >= 1780272000000 AND e.status = 'PUBLISHED' AND e.listed_at <= $1 AND (e.unpublish_at IS NULL OR e.unpublish_at > $1)
      ORDER BY v.first_starts_at, e.id LIMIT 20) e))))
