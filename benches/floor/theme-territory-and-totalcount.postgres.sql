WITH hit AS MATERIALIZED (
  SELECT a.entry_seq, a.listed_at, a.id FROM listing a
  WHERE a.owner = (SELECT seq * 8 + 1 FROM theme WHERE slug = 'theme-3') AND a.kind = 'INITIATIVE' AND a.listed_at <= $1 AND (a.unpublish_at IS NULL OR a.unpublish_at > $1)
    AND EXISTS (SELECT 1 FROM listing b WHERE b.owner = (SELECT seq * 8 + 2 FROM territory WHERE ref = 'departement:29') AND b.kind = 'INITIATIVE' AND b.listed_at = a.listed_at AND b.id = a.id))
SELECT json_build_object('initiatives', json_build_object('totalCount', (SELECT count(*) FROM hit), 'nodes', (SELECT coalesce(json_agg(o), '[]'::json) FROM (
    SELECT json_build_object('id', e.id,
    'title', e.title, 'slug', e.slug, 'summary', e.summary,
    'publishedAt', to_char(to_timestamp(e.listed_at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'licence', json_build_object('key', l.key, 'shortName', l.facts::json ->> 'shortName'),
    'authors', (SELECT coalesce(json_agg(json_build_object('name', coalesce(m.name, c.name)) ORDER BY c.position), '[]'::json) FROM entry_credit c LEFT JOIN member m ON m.seq = c.member_seq
      WHERE c.entry_seq = e.seq AND c.role = 'AUTHOR'),
    'homeTerritory', (SELECT json_build_object('name', t.name) FROM entry_territory p JOIN territory t ON t.seq = p.territory_seq
      WHERE p.entry_seq = e.seq AND p.position = 0),
    'themes', (SELECT coalesce(json_agg(json_build_object('name', h.names::json ->> 'fr') ORDER BY et.position), '[]'::json) FROM entry_theme et JOIN theme h ON h.seq = et.theme_seq WHERE et.entry_seq = e.seq)) AS o
    FROM (SELECT * FROM hit ORDER BY listed_at DESC, id DESC LIMIT 20) h0 JOIN entry e ON e.seq = h0.entry_seq
    JOIN licence l ON l.seq = e.licence_seq ORDER BY e.listed_at DESC, e.id DESC) picked)))::text
