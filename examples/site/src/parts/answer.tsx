// What a page shows while it waits, and when its request fails.
import type { ReactNode } from "react";
import type { AnyVariables, UseQueryState } from "urql";
import { sentence } from "../api/errors";

interface Props<Data> {
  result: UseQueryState<Data, AnyVariables>;
  children: (data: Data) => ReactNode;
}

export function Answer<Data>({ result: { data, error, fetching }, children }: Props<Data>) {
  if (data) return children(data);
  if (error) return <p role="alert" className="problem">{sentence(error)}</p>;
  return fetching ? <p role="status" className="waiting">Chargement…</p> : null;
}
