"""Every refusal that a user can meet: a code, an HTTP status, what happened and what to do next."""

from hackathon.errors.accounts import *  # noqa: F403
from hackathon.errors.attendance import *  # noqa: F403
from hackathon.errors.editions import *  # noqa: F403
from hackathon.errors.general import *  # noqa: F403
from hackathon.errors.honours import *  # noqa: F403
from hackathon.errors.imports import *  # noqa: F403
from hackathon.errors.judging import *  # noqa: F403
from hackathon.errors.projects import *  # noqa: F403
from hackathon.errors.registrations import *  # noqa: F403
from hackathon.errors.results import *  # noqa: F403
from hackathon.errors.teams import *  # noqa: F403
