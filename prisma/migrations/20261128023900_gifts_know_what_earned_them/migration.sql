-- Gifts of orders that were placed before say what they were earned by: anything that was bought with them, where some of it is still kept.
-- A gift whose goods are gone already stays as it is.
WITH "bought" AS (
  SELECT coalesce(o."parent", o."number") AS "family", jsonb_agg(DISTINCT l."sku") AS "skus",
    sum(l."quantity" - l."dropped" - l."cancelled" - l."returned") AS "kept"
  FROM "order_line" l JOIN "orders" o ON o."number" = l."order_number" WHERE NOT l."gift" GROUP BY 1
)
UPDATE "order_line" g SET "components" = (
  SELECT jsonb_agg(CASE WHEN c.v->>'kind' = 'gift'
    THEN c.v || jsonb_build_object('earnedBy', jsonb_build_object('skus', b."skus", 'atLeast', 1, 'gives', g."quantity")) ELSE c.v END ORDER BY c.n)
  FROM jsonb_array_elements(g."components") WITH ORDINALITY AS c(v, n))
FROM "orders" o, "bought" b
WHERE o."number" = g."order_number" AND b."family" = coalesce(o."parent", o."number") AND b."kept" > 0 AND g."gift"
  AND jsonb_array_length(g."components") > 0;
