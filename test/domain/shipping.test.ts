/** Shop-local days, which methods reach a place, and when things arrive. 23 November 2026 is a Monday. */
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addOpenDays,
  daysBetween,
  formatDay,
  formatDayRange,
  isOpenDay,
  localDate,
  localMoment,
  openDayFrom,
} from '#domain/base/calendar.ts'
import type { ShippingMethod } from '#domain/model/shop.ts'
import { arrivalOf, arrivalText, defaultMethod, eligibleMethods, inZone, reaches } from '#domain/pricing/shipping.ts'
import { BONN, IL, inUS, METHODS, settingsOf } from '#test/support/shop-fixtures.ts'

const WEEK = [1, 2, 3, 4, 5]
const settings = settingsOf()
const LOAD = { grams: 500, goods: 5_000 }
const ids = (choices: readonly { readonly method: ShippingMethod }[]) => choices.map((choice) => choice.method.id)
const method = (id: string): ShippingMethod => {
  const found = METHODS.find((each) => each.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

describe('shop-local days', () => {
  it('change at midnight in the shop, summer and winter', () => {
    expect(localDate('2026-11-24T05:59:59Z', 'America/Chicago')).toBe('2026-11-23')
    expect(localDate('2026-11-24T06:00:00Z', 'America/Chicago')).toBe('2026-11-24')
    expect(localDate('2026-07-01T04:59:59Z', 'America/Chicago')).toBe('2026-06-30')
    expect(localMoment('2026-11-23T20:05:00Z', 'America/Chicago')).toEqual({ date: '2026-11-23', time: '14:05' })
    expect(localMoment('2026-11-23T06:00:00Z', 'America/Chicago').time).toBe('00:00')
  })
  it('are counted over months, years and leap days', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-02-28', 1), addDays('2026-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '2026-02-28',
    ])
    expect([daysBetween('2026-11-23', '2026-12-05'), daysBetween('2026-12-05', '2026-11-23')]).toEqual([12, -12])
  })
  it('are read aloud with their weekday', () => {
    expect(formatDay('2026-12-04', 'en-US')).toBe('Fri 4 Dec')
    expect(formatDayRange('2026-11-25', '2026-11-27', 'en-US')).toBe('Wed 25 - Fri 27 Nov')
    expect(formatDayRange('2026-11-30', '2026-12-02', 'en-US')).toBe('Mon 30 Nov - Wed 2 Dec')
    expect(formatDayRange('2026-11-25', '2026-11-25', 'en-US')).toBe('Wed 25 Nov')
  })
  it('are working days when the shop is open; Sunday is 0 or 7', () => {
    expect([openDayFrom('2026-11-21', WEEK), openDayFrom('2026-11-23', WEEK), openDayFrom('2026-11-23', [])]).toEqual([
      '2026-11-23',
      '2026-11-23',
      undefined,
    ])
    expect([
      addOpenDays('2026-11-20', 1, WEEK),
      addOpenDays('2026-11-20', 3, WEEK),
      addOpenDays('2026-11-20', 0, WEEK),
    ]).toEqual(['2026-11-23', '2026-11-25', '2026-11-20'])
    expect([isOpenDay('2026-11-22', [0]), isOpenDay('2026-11-22', [7]), isOpenDay('2026-11-22', WEEK)]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('methods', () => {
  it('fit by country, subdivision and postcode prefix, in the shop\u2019s order', () => {
    expect(ids(eligibleMethods(settings, IL, LOAD))).toEqual(['standard', 'express', 'pickup'])
    expect(ids(eligibleMethods(settings, BONN, LOAD))).toEqual(['pickup', 'international'])
    const zone = { countries: ['US'], subdivisions: ['IL', 'CA'], postcodePrefixes: ['62', 'SW1 A'] }
    expect([
      inZone(zone, IL),
      inZone(zone, inUS('NY', '62704')),
      inZone(zone, inUS('CA', '90001')),
      inZone(zone, inUS('CA', 'sw1a 2')),
    ]).toEqual([true, false, false, true])
  })
  it('need an address, except pickup', () => {
    expect(ids(eligibleMethods(settings, undefined, LOAD))).toEqual(['pickup'])
    expect([reaches(method('pickup'), undefined), reaches(method('standard'), undefined)]).toEqual([true, false])
  })
  it('default to the first delivery that fits, never to pickup', () => {
    expect(defaultMethod(settings, BONN, LOAD)).toMatchObject({ method: { id: 'international' }, rate: 2_495 })
    expect(defaultMethod(settings, inUS('IL'), LOAD)).toMatchObject({ method: { id: 'standard' }, rate: 595 })
    expect(defaultMethod(settings, undefined, LOAD)).toBeUndefined()
  })
  it('do not take a load beyond their last band', () => {
    const light: ShippingMethod = {
      ...method('standard'),
      rates: { kind: 'weight', bands: [{ upTo: 500, amount: 300 }] },
    }
    const only = settingsOf({ shippingMethods: [light] })
    expect([eligibleMethods(only, IL, LOAD).length, eligibleMethods(only, IL, { ...LOAD, grams: 501 }).length]).toEqual(
      [1, 0],
    )
  })
})

describe('arrival', () => {
  const arrives = (id: string, ready: string) => arrivalText(arrivalOf(method(id), settings, ready), settings.locale)

  it('is a real day: dispatched today until the cut-off, else on the next working day', () => {
    expect(arrives('express', '2026-11-23T20:00:00Z')).toBe('Tue 24 - Wed 25 Nov')
    expect(arrives('express', '2026-11-23T20:01:00Z')).toBe('Wed 25 - Thu 26 Nov')
    expect(arrives('standard', '2026-11-20T15:00:00Z')).toBe('Wed 25 - Fri 27 Nov')
    expect(arrives('express', '2026-11-21T23:00:00Z')).toBe('Tue 24 - Wed 25 Nov')
  })
  it('counts from dispatch when nobody knows the day things are ready, or the shop has no working days', () => {
    expect(arrivalText(arrivalOf(method('standard'), settings, undefined), 'en-US')).toBe('3-5 days after dispatch')
    const never = settingsOf({ hours: { days: [], from: '09:00', to: '17:00' } })
    expect(arrivalOf(method('standard'), never, '2026-11-23T15:00:00Z')).toEqual({
      kind: 'days-after-dispatch',
      min: 3,
      max: 5,
    })
    expect(arrivalText({ kind: 'days-after-dispatch', min: 1, max: 1 }, 'en-US')).toBe('1 day after dispatch')
  })
})
