/** To whom an item applies. `{}` is everybody; every other form has exactly one field. */
export type Criteria =
  | Readonly<Record<never, never>>
  /** The industry code starts with one of these. */
  | { readonly industry: readonly string[] }
  | { readonly tag: readonly string[] }
  | { readonly size: readonly string[] }
  | { readonly grade: readonly string[] }
  | { readonly area: readonly string[] }
  | { readonly all: readonly Criteria[] }
  | { readonly any: readonly Criteria[] }
  | { readonly not: Criteria };
