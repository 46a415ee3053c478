SELECT json_object('initiative', json((SELECT json_object('id', lower(substr(hex(e.id), 1, 8) || '-' || substr(hex(e.id), 9, 4) || '-' || substr(hex(e.id), 13, 4) || '-' || substr(hex(e.id), 17, 4) || '-' || substr(hex(e.id), 21)),
    'title', e.title, 'slug', e.slug, 'summary', e.summary,
    'publishedAt', strftime('%Y-%m-%dT%H:%M:%fZ', e.listed_at / 1000.0, 'unixepoch'),
    'licence', json_object('key', l.key, 'shortName', l.facts ->> '$.shortName'),
    'authors', json((SELECT json_group_array(json_object('name', coalesce(m.name, c.name)) ORDER BY c.position) FROM entry_credit c LEFT JOIN member m ON m.seq = c.member_seq
      WHERE c.entry_seq = e.seq AND c.role = 'AUTHOR')),
    'homeTerritory', json((SELECT json_object('name', t.name) FROM entry_territory p JOIN territory t ON t.seq = p.territory_seq
      WHERE p.entry_seq = e.seq AND p.position = 0)),
    'themes', json((SELECT json_group_array(json_object('name', h.names ->> '$.fr') ORDER BY et.position) FROM entry_theme et JOIN theme h ON h.seq = et.theme_seq WHERE et.entry_seq = e.seq)),
    'body', e.body,
    'articles', json_object('nodes', json((SELECT json_group_array(json_object('title', a.title, 'slug', a.slug)) FROM
      (SELECT a.title, a.slug, a.listed_at, a.id FROM entry_relation r JOIN entry a ON a.seq = r.entry_seq
        WHERE r.target_seq = e.seq AND r.nature = 'ABOUT' AND a.kind = 'ARTICLE' AND a.status = 'PUBLISHED' AND a.listed_at <= $1
          AND (a.unpublish_at IS NULL OR a.unpublish_at > $1) ORDER BY a.listed_at DESC, a.id DESC LIMIT 5) a)))) FROM (SELECT * FROM entry e WHERE e.kind = 'INITIATIVE' AND e.status = 'PUBLISHED' AND e.listed_at <= $1 AND (e.unpublish_at IS NULL OR e.unpublish_at > $1)
      ORDER BY e.listed_at DESC, e.id DESC LIMIT 1) e
    JOIN licence l ON l.seq = e.licence_seq)))
