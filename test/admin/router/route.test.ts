import { describe, expect, it } from 'vitest';
import { pathOf, type Route, routeOf } from '../../../admin/router/route.ts';

describe('routeOf', () => {
  it.each<[string, Route]>([
    ['/admin', { page: 'home' }],
    ['/admin/', { page: 'home' }],
    ['/admin/account', { page: 'account' }],
    ['/admin/team', { page: 'team' }],
    ['/admin/team/7', { page: 'unknown' }],
    ['/admin/stores/shop/history', { page: 'history', store: 'shop' }],
    ['/admin/stores/shop', { page: 'overview', store: 'shop' }],
    ['/admin/stores/shop/products', { page: 'products', store: 'shop' }],
    ['/admin/stores/shop/products/7', { page: 'product', store: 'shop', id: '7' }],
    ['/admin/stores/shop/coupons/7', { page: 'coupon', store: 'shop', id: '7' }],
    ['/admin/stores/shop/conversations/7', { page: 'conversation', store: 'shop', id: '7' }],
    ['/admin/stores/shop/costs', { page: 'costs', store: 'shop' }],
    ['/admin/stores/shop/costs/7', { page: 'unknown' }],
    ['/admin/stores', { page: 'unknown' }],
    ['/admin/stores/shop/nothing', { page: 'unknown' }],
    ['/admin/stores/shop/products/7/8', { page: 'unknown' }],
    ['/elsewhere', { page: 'unknown' }],
  ])('takes %s for a page', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it('finds the way back from every address that it makes', () => {
    const routes: Exclude<Route, { page: 'unknown' }>[] = [
      { page: 'home' },
      { page: 'account' },
      { page: 'join' },
      { page: 'history', store: 'shop' },
      { page: 'settings', store: 'shop' },
      { page: 'product', store: 'shop', id: '01a2' },
      { page: 'conversation', store: 'shop', id: '01a2' },
    ];
    for (const route of routes) expect(routeOf(pathOf(route))).toEqual(route);
  });
});
