import type { Item } from '../../registry/item';

/** An item with the values that the policy and its department give it. */
export interface ItemFacts {
  readonly item: Item;
  readonly id: string;
  readonly department: string;
  readonly level: string | undefined;
  readonly domain: string;
  readonly object: string;
  readonly method: string;
  readonly group: string | undefined;
  readonly onSite: boolean;
  readonly minutes: number;
  /** 检查类别 */
  readonly kind: string;
  /** 必检: white lists, quiet days and caps leave it alone. */
  readonly isProtected: boolean;
  /** The domain's window share w. */
  readonly window: number;
  /**
   * A key: items with equal keys have the same allowed days in the same cycles, as far as window
   * and season decide; history, closed, exempt and quiet days aside.
   */
  readonly timing: string;
}
