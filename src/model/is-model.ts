import type { Model } from './model.js';
import { looksLikeModel } from '../validation/refuse.js';

/** True for a model that `defineModel`, `fromReducer` or the `with` of a system made. */
export function isModel(value: unknown): value is Model<unknown> {
  return looksLikeModel(value);
}
