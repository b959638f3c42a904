// The part of or-tools-wasm 0.9 that is used here, so that types can be checked where
// its 318 MB are not installed.

declare module 'or-tools-wasm/cp-sat' {
  class Expression {
    private readonly expression;
  }
  export function weightedSum(
    expressions: readonly Expression[],
    factors: readonly number[],
  ): Expression;
  export class CpModel {
    newIntVar(low: number, high: number): Expression;
    addLinearConstraint(expression: Expression, low: number, high: number): unknown;
    minimize(expression: Expression): void;
  }
  export class CpSolver {
    solve(
      model: CpModel,
      parameters: Readonly<
        Record<'numSearchWorkers' | 'linearizationLevel' | 'maxTimeInSeconds', number>
      >,
    ): Promise<string | undefined>;
    bestObjectiveBound(): number;
    response(): { readonly solution?: ReadonlyArray<number | bigint | string> } | null;
  }
}

declare module 'or-tools-wasm/set-cover' {
  export class SetCoverModel {
    add_empty_subset(cost: number): void;
    add_element_to_last_subset(element: number): void;
  }
  export class SetCoverInvariant {
    constructor(model: SetCoverModel);
    cost(): number;
    num_uncovered_elements(): number;
    is_selected(): boolean[];
    load_solution(selected: boolean[]): void;
  }
  class Generator {
    constructor(invariant: SetCoverInvariant);
    set_max_iterations(iterations: number): void;
    next_solution(focus?: number[]): Promise<boolean>;
  }
  export class GreedySolutionGenerator extends Generator {}
  export class ElementDegreeSolutionGenerator extends Generator {}
  export class SteepestSearch extends Generator {}
  export class GuidedLocalSearch extends Generator {
    initialize(): void;
  }
  export function clear_random_subsets(
    focus: number[],
    count: number,
    invariant: SetCoverInvariant,
  ): number[];
  export function initSetCover(): Promise<void>;
}
