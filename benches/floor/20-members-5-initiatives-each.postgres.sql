SELECT json_build_object('members', json_build_object('nodes', (SELECT coalesce(json_agg(o), '[]'::json) FROM (
    SELECT json_build_object('name', m.name, 'initiatives', json_build_object('nodes', (SELECT coalesce(json_agg(o), '[]'::json) FROM (SELECT json_build_object('title', e.title, 'slug', e.slug, 'themes', (SELECT coalesce(json_agg(json_build_object('name', h.names::json ->> 'fr') ORDER BY et.position), '[]'::json) FROM entry_theme et JOIN theme h ON h.seq = et.theme_seq WHERE et.entry_seq = e.seq)) AS o
        FROM (SELECT entry_seq, listed_at, id FROM listing WHERE owner = m.seq * 8 + 3 AND kind = 'INITIATIVE' AND listed_at <= $1
            AND (unpublish_at IS NULL OR unpublish_at > $1) ORDER BY listed_at DESC, id DESC LIMIT 5) p
        JOIN entry e ON e.seq = p.entry_seq ORDER BY p.listed_at DESC, p.id DESC) picked))) AS o
    FROM (SELECT * FROM member WHERE status = 'LISTED' ORDER BY name_sort, id LIMIT 20 OFFSET 40) m ORDER BY m.name_sort, m.id) picked)))::text
