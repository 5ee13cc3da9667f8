import { gauge } from '@agora/platform/metrics';
import type { Report } from './report';

const carts = gauge({
  name: 'analytics_carts',
  help: 'Carts that were heard of, by what became of them: filled (all), abandoned, checked_out',
  labelNames: ['state'],
});
const conversion = gauge({
  name: 'analytics_conversion_ratio',
  help: 'Carts that were checked out of those that had a line, 0 to 1',
});
const abandonment = gauge({
  name: 'analytics_abandonment_ratio',
  help: 'Carts that were abandoned and not bought since of those that had a line, 0 to 1',
});
const orders = gauge({
  name: 'analytics_orders',
  help: 'Orders that were heard of, by status',
  labelNames: ['status'],
});
const revenue = gauge({
  name: 'analytics_revenue_minor',
  help: 'Total of confirmed and fulfilled orders, smallest unit of the currency',
  labelNames: ['currency'],
});
const units = gauge({
  name: 'analytics_sku_units',
  help: 'Units of the ten most sold skus in confirmed and fulfilled orders',
  labelNames: ['sku'],
});

/** Shows a report to Prometheus. Amounts beyond 2^53 lose digits there, and only there. */
export function showReport(report: Report): void {
  carts.set({ state: 'filled' }, report.carts.filled);
  carts.set({ state: 'abandoned' }, report.carts.abandoned);
  carts.set({ state: 'checked_out' }, report.carts.checkedOut);
  conversion.set(report.conversionRate);
  abandonment.set(report.abandonmentRate);
  orders.reset();
  for (const [status, count] of Object.entries(report.ordersByStatus)) orders.set({ status }, count);
  revenue.reset();
  for (const [currency, minor] of Object.entries(report.revenueMinorByCurrency))
    revenue.set({ currency }, Number(minor));
  // A sku that is no longer among the ten leaves, or there would be one series for each that ever was.
  units.reset();
  for (const { sku, quantity } of report.topSkus) units.set({ sku }, quantity);
}
