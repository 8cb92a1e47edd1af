/** Loads as the person reads them: kilograms or pounds; kept and sent are kilograms. */

import { read, write } from "./memory.js";

const UNIT = "formcheck.unit";
const KG_OF_LB = 0.45359237;

/** @typedef {"kg" | "lb"} Unit */

/**
 * In what the person reads loads.
 * @returns {Unit}
 */
export function unit() {
  return read(UNIT) === "lb" ? "lb" : "kg";
}

/**
 * Remember in what the person reads loads.
 * @param {Unit} wanted
 */
export function keepUnit(wanted) {
  write(UNIT, wanted);
}

/**
 * A load as a number of the person's unit, to a quarter of a kilogram or half a pound.
 * @param {number} kg
 * @param {Unit} of
 */
export function shown(kg, of = unit()) {
  return of === "lb" ? Math.round((kg / KG_OF_LB) * 2) / 2 : Math.round(kg * 100) / 100;
}

/**
 * The kilograms of a number in the person's unit.
 * @param {number} number
 * @param {Unit} of
 */
export function kilograms(number, of = unit()) {
  return Math.round((of === "lb" ? number * KG_OF_LB : number) * 1000) / 1000;
}

/**
 * A load with its unit: "22.5 kg".
 * @param {number} kg
 */
export function load(kg) {
  return `${shown(kg)} ${unit()}`;
}
