"""An experiment asked through the site's pages, as a person does it."""

from __future__ import annotations


ABOUT = {"question": "What do more calls do?", "name": "A half more", "reason": "A new town"}


def begin(client, office="small", **about):
    """A draft with its first option, still without a lever; the address of the draft's own page."""
    step = client.post(f"/offices/{office}/experiments/new", {**ABOUT, **about})["Location"]
    client.post(step, {"name": "Half as many again"})
    return step.removesuffix("/options/new")


def ask(client, office="small", runs=5, **about):
    """Half as much demand again, so many runs of each: started; the address of the experiment's page."""
    draft = begin(client, office, **about)
    client.post(f"{draft}/options/1/levers/new/demand", {"factor": "50"})
    client.post(f"{draft}/runs", {"runs": str(runs)})
    return client.post(f"{draft}/run")["Location"]
