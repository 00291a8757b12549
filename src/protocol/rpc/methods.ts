/** A map of methods, as `WorkerMethods` is one; both ends are typed from it. */
export type MethodMap<M> = {
  readonly [Name in keyof M]: { readonly params: unknown; readonly result: unknown };
};

export type MethodName<M> = keyof M & string;
export type ParamsOf<M extends MethodMap<M>, Name extends MethodName<M>> = M[Name]['params'];
export type ResultOf<M extends MethodMap<M>, Name extends MethodName<M>> = M[Name]['result'];
