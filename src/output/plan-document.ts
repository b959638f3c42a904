/** One of the times an item is owed: cycle 0, 1, 2, … through the horizon. */
export interface OccurrenceRef {
  readonly item: string;
  readonly cycle: number;
}

/** 入企检查: one date, one enterprise, some occurrences from one or more departments. */
export interface Visit {
  readonly enterprise: string;
  /** The domain whose settings the visit keeps to. */
  readonly domain: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** The common method, or the group's name where methods differ within one; absent where the domain does not require it. */
  readonly method?: string;
  /** The common object; absent where the domain does not require it. */
  readonly object?: string;
  /** Ids, ascending. */
  readonly departments: readonly string[];
  /** 牵头部门: the department whose item has the fewest allowed days. */
  readonly lead: string;
  /** Elapsed minutes: departments work side by side, so the largest sum of any one of them. */
  readonly minutes: number;
  readonly onSite: boolean;
  /** Ascending by item id. */
  readonly occurrences: readonly OccurrenceRef[];
}

export type UnservedReason = 'no-open-day' | 'exempt' | 'visit-cap' | 'recognised';

/** An occurrence in no visit, and why. */
export interface Unserved extends OccurrenceRef {
  readonly enterprise: string;
  readonly reason: UnservedReason;
  /** The item kept instead; only for `recognised`. */
  readonly by?: string;
}

/** A plan in figures. */
export interface Summary {
  /** Served and unserved. */
  readonly occurrences: number;
  readonly visits: number;
  /** Sum of the enterprises' lower bounds on visits. */
  readonly lowerBound: number;
  /** Visits if every served occurrence were one: their number. */
  readonly perItem: number;
  /** Fewest visits when every visit is of one department. */
  readonly perDepartment: number;
  /** 1 − visits / perDepartment; 0 without visits. */
  readonly reduction: number;
  readonly enterprisesProven: number;
  /** All of the registry. */
  readonly enterprises: number;
  /** 联合检查实施率: share of visits with two or more departments. */
  readonly jointShare: number;
  readonly onSiteShare: number;
  /** Minutes above capacity over departments and ISO weeks. */
  readonly overloadMinutes: number;
}

/** 统筹计划 as it is written. */
export interface PlanDocument {
  readonly visits: readonly Visit[];
  readonly unserved: readonly Unserved[];
  readonly summary: Summary;
}
