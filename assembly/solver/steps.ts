// The count of Newton steps, of the interior-point method and of the face's together.

/** Steps since the count was last reset: those of the problem in hand. */
export let steps: i32 = 0;

@inline
export function countStep(): void {
  steps++;
}

export function resetSteps(): void {
  steps = 0;
}
