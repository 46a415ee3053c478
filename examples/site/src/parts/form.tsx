// A field with its label and, under it, what is wrong with it.
import { useId } from "react";
import { elsewhere, type Problem, under } from "../api/errors";

type Inputs = React.InputHTMLAttributes<HTMLInputElement> & React.TextareaHTMLAttributes<HTMLTextAreaElement>;

interface Props extends Inputs {
  label: string;
  /** The name of the field in the input of the mutation: the first step of the `path` of its problems. */
  name: string;
  problems: Problem[];
  hint?: string;
  rows?: number;
}

export function Field({ label, name, problems, hint, rows, ...rest }: Props) {
  const id = useId();
  const own = under(problems, name);
  const described = [hint && `${id}-hint`, own.length && `${id}-problem`].filter(Boolean).join(" ") || undefined;
  const shared = { id, name, "aria-invalid": own.length > 0 || undefined, "aria-describedby": described, ...rest };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {rows ? <textarea rows={rows} {...shared} /> : <input {...shared} />}
      {own.length > 0 && <p className="problem" id={`${id}-problem`}>{own.map((it) => it.message).join(" ")}</p>}
    </div>
  );
}

/** The problems that belong to no field of the form. */
export function OtherProblems({ problems, fields }: { problems: Problem[]; fields: string[] }) {
  const others = elsewhere(problems, fields);
  if (others.length === 0) return null;
  return <div role="alert" className="problem">{others.map((it, at) => <p key={at}>{it.message}</p>)}</div>;
}
