import type { Queryable } from '@agora/platform/database';
import { insertRows } from './insert-rows';
import type { SeedShop } from './shop/shop';

/** Customers with their addresses and segments; the segments themselves come with the migrations. */
export async function writeCustomer(tx: Queryable, { customers }: SeedShop): Promise<void> {
  await insertRows(
    tx,
    'customer',
    customers.map((customer) => ({
      id: customer.id,
      email: customer.email,
      first_name: customer.firstName,
      last_name: customer.lastName,
      version: 1,
      created_at: customer.createdAt,
      updated_at: customer.createdAt,
    })),
  );
  await insertRows(
    tx,
    'customer_address',
    customers.flatMap((customer) =>
      customer.addresses.map((address, index) => ({
        id: address.id,
        customer_id: customer.id,
        first_name: address.firstName,
        last_name: address.lastName,
        line1: address.line1,
        city: address.city,
        province: address.province,
        postal_code: address.postalCode,
        country_code: address.countryCode,
        is_default_shipping: index === 0,
        is_default_billing: index === 0,
        created_at: customer.createdAt,
      })),
    ),
  );
  await insertRows(
    tx,
    'customer_segment',
    customers.map(({ id, segment, createdAt }) => ({
      customer_id: id,
      segment_code: segment,
      assigned_by: 'system',
      assigned_at: createdAt,
    })),
  );
}
