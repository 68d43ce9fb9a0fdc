/** What vega exports and its types leave out. */

import type { Loader, Scene, SceneGroup } from 'vega';

declare module 'vega' {
  /** How the layout measures text. */
  export const textMetrics: { width(item: { fontSize?: number; text?: unknown }, text?: unknown): number };

  /** Draws a scene as text. */
  export class SVGStringRenderer {
    constructor(loader: Loader);
    initialize(
      element: null,
      width: number,
      height: number,
      origin: [number, number],
      scaleFactor: number,
    ): this;
    background(color: string): this;
    render(scene: Scene | SceneGroup): this;
    svg(): string;
  }

  /** What the layout has found, px. */
  export interface View {
    origin(): [number, number];
    readonly _viewWidth: number;
    readonly _viewHeight: number;
  }
}
