// Ids: time-ordered UUIDs for new rows, deterministic ones for what may be repeated.
export { idFrom } from './deterministic-id';
export { isUuid, newId } from './uuid-v7';
