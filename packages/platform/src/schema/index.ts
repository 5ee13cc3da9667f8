// Schema: decorated classes in, a federated schema with enforced auth directives and its SDL out.
// Value types that every subgraph must declare identically live here, once.
export type { ReferenceBatch } from './batched-references';
export { buildSubgraph } from './build-subgraph';
export type { SubgraphSchema, SubgraphSchemaOptions } from './build-subgraph';
export { requireScopes } from './field-guards';
export { DateRangeInput } from './inputs/date-range.input';
export { MoneyInput } from './inputs/money.input';
export { BigIntScalar, DateTimeScalar, DecimalScalar, JsonScalar } from './scalars/scalars';
export { Address, AddressInput } from './types/address.type';
export { Attribute, AttributeInput } from './types/attribute.type';
export { AvailabilityStatus } from './types/enums';
export { Money, presentMoney } from './types/money.type';
export { PageInfo } from './types/page-info.type';
export {
  BasicUserError,
  UserError,
  VersionConflictError,
  basicUserError,
  versionConflict,
} from './types/user-error.type';
