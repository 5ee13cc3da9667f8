import { Arg, Directive, Int, Query, Resolver } from 'type-graphql';
import { badInput } from '@agora/platform/errors';
import { readPage, toConnection } from '@agora/platform/paging';
import type { StockFilter as FilterRequest, StockReader, StockRecords } from '../application/stock-ports';
import { StockFilter } from './inputs/stock.input';
import { presentChange, presentLocation } from './present-stock';
import { checkSku, readCode } from './read-request';
import { StockChangeConnection } from './types/stock-change.type';
import { StockLevelConnection } from './types/stock-level.type';
import { StockLocation } from './types/stock-location.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';
const MAX_FILTER_SKUS = 500;

export interface StockQueryDeps {
  readonly reader: StockReader;
  readonly records: StockRecords;
}

/** What staff may read about stock. */
@Resolver()
export class StockQueries {
  constructor(private readonly deps: StockQueryDeps) {}

  @Directive(STAFF)
  @Query(() => StockLevelConnection, {
    nullable: true,
    description: 'Stock by sku and location. Staff only.',
  })
  async stockLevels(
    @Arg('first', () => Int, { nullable: true, description: 'Levels per page, 1 to 100. Default 20.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the level to start behind.' })
    after: string | null,
    @Arg('filter', () => StockFilter, { nullable: true, description: 'Which levels; default all.' })
    filter: StockFilter | null,
  ): Promise<StockLevelConnection> {
    const page = readPage({ first, after });
    if (page.cursor !== undefined && page.cursor.length !== 2)
      throw badInput('after', 'is not a cursor of this list');
    for (const part of page.cursor ?? []) checkSku('after', part);
    const request = readFilter(filter);
    const levels = await this.deps.reader.page(request, page.cursor, page.size + 1);
    return {
      ...toConnection(levels, page, ({ sku, location }) => [sku, location]),
      countAll: () => this.deps.reader.count(request),
    };
  }

  @Directive(STAFF)
  @Query(() => StockChangeConnection, {
    nullable: true,
    description: 'Every change of the count of a sku, newest first. Staff only.',
  })
  async stockHistory(
    @Arg('sku', () => String, { description: 'Stock keeping unit.' }) sku: string,
    @Arg('location', () => String, { nullable: true, description: 'Only at this location; default all.' })
    location: string | null,
    @Arg('first', () => Int, { nullable: true, description: 'Changes per page, 1 to 100. Default 20.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the change to start behind.' })
    after: string | null,
  ): Promise<StockChangeConnection> {
    const page = readPage({ first, after });
    checkSku('sku', sku);
    const filter = { sku, location: readCode('location', location) };
    const entries = await this.deps.records.history(filter, page.cursor, page.size + 1);
    const { edges, pageInfo } = toConnection(entries, page, ({ atMicros, id }) => [atMicros, id]);
    const shown = edges.map(({ cursor, node }) => ({ cursor, node: presentChange(node) }));
    return {
      edges: shown,
      nodes: shown.map(({ node }) => node),
      pageInfo,
      countAll: () => this.deps.records.countHistory(filter),
    };
  }

  @Directive(STAFF)
  @Query(() => [StockLocation], {
    nullable: true,
    description: 'Every location, at most 500, by region and in allocation order. Staff only.',
  })
  async locations(
    @Arg('region', () => String, { nullable: true, description: 'Only of this region; default all.' })
    region: string | null,
  ): Promise<StockLocation[]> {
    const locations = await this.deps.records.locations(readCode('region', region));
    return locations.map(presentLocation);
  }
}

function readFilter(filter: StockFilter | null): FilterRequest {
  const skus = filter?.skus ?? undefined;
  if (skus !== undefined && skus.length > MAX_FILTER_SKUS)
    throw badInput('filter.skus', `must be at most ${String(MAX_FILTER_SKUS)}`);
  skus?.forEach((sku, index) => {
    checkSku(`filter.skus.${String(index)}`, sku);
  });
  return {
    skus,
    region: readCode('filter.region', filter?.region),
    location: readCode('filter.location', filter?.location),
    lowOnly: filter?.lowOnly ?? false,
  };
}
