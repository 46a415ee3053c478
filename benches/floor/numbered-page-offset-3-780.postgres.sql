SELECT json_build_object('initiatives', json_build_object('nodes', (SELECT coalesce(json_agg(o), '[]'::json) FROM (
    SELECT json_build_object('id', e.id,
    'title', e.title, 'slug', e.slug, 'summary', e.summary,
    'publishedAt', to_char(to_timestamp(e.listed_at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'licence', json_build_object('key', l.key, 'shortName', l.facts::json ->> 'shortName'),
    'authors', (SELECT coalesce(json_agg(json_build_object('name', coalesce(m.name, c.name)) ORDER BY c.position), '[]'::json) FROM entry_credit c LEFT JOIN member m ON m.seq = c.member_seq
      WHERE c.entry_seq = e.seq AND c.role = 'AUTHOR'),
    'homeTerritory', (SELECT json_build_object('name', t.name) FROM entry_territory p JOIN territory t ON t.seq = p.territory_seq
      WHERE p.entry_seq = e.seq AND p.position = 0),
    'themes', (SELECT coalesce(json_agg(json_build_object('name', h.names::json ->> 'fr') ORDER BY et.position), '[]'::json) FROM entry_theme et JOIN theme h ON h.seq = et.theme_seq WHERE et.entry_seq = e.seq)) AS o
    FROM (SELECT * FROM entry e WHERE e.kind = 'INITIATIVE' AND e.status = 'PUBLISHED' AND e.listed_at <= $1 AND (e.unpublish_at IS NULL OR e.unpublish_at > $1)
      ORDER BY e.listed_at DESC, e.id DESC LIMIT 20 OFFSET 3780) e
    JOIN licence l ON l.seq = e.licence_seq ORDER BY e.listed_at DESC, e.id DESC) picked)))::text
