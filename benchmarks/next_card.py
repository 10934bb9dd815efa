"""Measure how long a judge waits for the next card: 400 projects, 20 judges, three reviews, dealt one by one.

The marks are invented by `worlds`; the answer is timed inside one process, with its action and everything it reads.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from flask import Flask
from sqlalchemy import insert, select, update

from benchmarks import data, worlds
from hackathon import clock, create_app
from hackathon.config import Settings
from hackathon.db import db, transactional
from hackathon.demo import loading, plans
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Edition, EditionRole, Role
from hackathon.judging import actions_next, queries_chances, queries_next
from hackathon.judging.actions_next import Ready
from hackathon.judging.models import JudgeAssignment, Mark, Scorecard, ScorecardStatus
from hackathon.projects.models import Project
from hackathon.rules.permissions import Actor
from hackathon.rules.schedule import Stage
