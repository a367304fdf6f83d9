package dev.assetlookup.jdbc;

/**
 * What a database is asked about one of its schemas.
 *
 * @param schema whether it is there
 * @param relation whether something of a name is a table, may be read, and has which columns
 * @param index the table that an index of a name is on
 */
record CatalogQueries(String schema, String relation, String index) {
  static final CatalogQueries H2 =
      new CatalogQueries(
          """
          select 1 from information_schema.schemata
          where schema_name = coalesce(?, current_schema)
          """,
          """
          select t.table_type = 'BASE TABLE', true, c.column_name, c.data_type
          from information_schema.tables t
          left join information_schema.columns c
            on c.table_schema = t.table_schema and c.table_name = t.table_name
          where t.table_schema = coalesce(?, current_schema) and t.table_name = ?
          """,
          """
          select table_name from information_schema.indexes
          where index_schema = coalesce(?, current_schema) and index_name = ?
          """);

  /** Whatever else has the name stands in the way of an index as well. */
  static final CatalogQueries POSTGRESQL =
      new CatalogQueries(
          """
          select 1 from pg_catalog.pg_namespace
          where nspname = coalesce(cast(? as text), current_schema())
          """,
          """
          select c.relkind in ('r', 'p'),
            has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select'),
            a.attname, format_type(a.atttypid, null)
          from pg_catalog.pg_class c
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          left join pg_catalog.pg_attribute a
            on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where n.nspname = coalesce(cast(? as text), current_schema()) and c.relname = ?
          """,
          """
          select case when i.indisvalid then t.relname else '' end
          from pg_catalog.pg_class x
          join pg_catalog.pg_namespace n on n.oid = x.relnamespace
          left join pg_catalog.pg_index i on i.indexrelid = x.oid
          left join pg_catalog.pg_class t on t.oid = i.indrelid
          where n.nspname = coalesce(cast(? as text), current_schema()) and x.relname = ?
          """);

  /** PostgreSQL's schema in which a name without one is found, if not in the first. */
  static final String ELSEWHERE =
      """
      select n.nspname from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relname = ? and pg_table_is_visible(c.oid)
        and n.nspname <> coalesce(current_schema(), '')
      """;
}
