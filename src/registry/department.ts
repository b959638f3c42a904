/** 部门: an agency whose inspectors have a daily capacity. */
export interface Department {
  readonly id: string;
  readonly name?: string;
  /** City, town, …; departments agree in level only when theirs are equal. */
  readonly level?: string;
  /** Minutes of inspection per open day; absent: unbounded. */
  readonly dailyMinutes?: number;
}
