import type * as z from "zod";

/** What a schema makes of a valid value: the type of a section. */
export type Parsed<T extends z.ZodType> = DeepReadonly<z.output<T>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
