"""Refusals about registering, applications, places, and the questions that are asked."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


class AnswersFrozen(Refusal):
    code = "answers_frozen"
    message = N_("Answers can no longer be changed: they were frozen at %(moment)s.")
    next_step = N_("If something is wrong, write to the organizers.")


class AnswersMissing(Refusal):
    code = "answers_missing"
    status = 422
    message = N_("An answer is missing that this event needs from everybody.")
    next_step = N_("Open the registration form and answer the questions that are not marked as optional.")


class OptionsNeeded(Refusal):
    code = "options_needed"
    status = 422
    message = N_("A choice needs at least two options.")
    next_step = N_("Add options, or choose another kind of question.")


class BoundsInvalid(Refusal):
    code = "bounds_invalid"
    status = 422
    message = N_("No answer could keep these limits.")
    next_step = N_("Make the largest value larger than the smallest, and stay within what this kind allows.")


class QuestionAnswered(Refusal):
    code = "question_answered"
    message = N_("People have answered this question: its kind, whom it asks and its options stay.")
    next_step = N_("Put the words better or add options; for anything else retire it and add a new question.")


class QuestionFrozen(Refusal):
    code = "question_frozen"
    message = N_("The form is frozen: only the words of questions can still change.")
    next_step = N_("Move the date of freezing on the settings page if the form really has to change.")


class QuestionNotForJury(Refusal):
    code = "question_not_for_jury"
    status = 422
    message = N_("People answered this question without the jury in mind: it cannot be shown to the jury afterwards.")
    next_step = N_("Add a new question that says from the beginning that the jury reads the answers.")


class TooManyQuestions(Refusal):
    code = "too_many_questions"
    status = 422
    message = N_("A form has at most %(limit)s questions.")
    next_step = N_("Retire a question first. Short forms are filled in, long ones are not.")


class PlaceGone(Refusal):
    code = "place_gone"
    message = N_("This place is no longer held for you.")
    next_step = N_("Reload the page to see where you stand now.")


class NotAdmitted(Refusal):
    code = "not_admitted"
    message = N_("You are not admitted to this event yet.")
    next_step = N_("See on the page of your registration where you stand. Teams are open to you once you are admitted.")


class ApplyFirst(Refusal):
    code = "apply_first"
    message = N_("This event asks every participant to register first.")
    next_step = N_("Open the registration form. Once you are admitted, come back to this link.")


class NobodyChosen(Refusal):
    code = "nobody_chosen"
    status = 422
    message = N_("Nobody is chosen.")
    next_step = N_("Mark people in the list first.")


class ChallengeFull(Refusal):
    code = "challenge_full"
    status = 422
    message = N_("This challenge has as many teams as it can take: %(limit)s.")
    next_step = N_("Choose another challenge, or write to the organizers. A team that changes its mind frees a place.")


class BirthDateNeeded(Refusal):
    code = "birth_date_needed"
    status = 422
    message = N_("This event needs your date of birth.")
    next_step = N_("Open the registration form and fill it in. Only whoever is under 18 has it stored.")


class BirthDateInvalid(Refusal):
    code = "birth_date_invalid"
    status = 422
    message = N_("Nobody can be born on this day.")
    next_step = N_("Check the year.")


class GuardianNeeded(Refusal):
    code = "guardian_needed"
    status = 422
    message = N_("Whoever is under 18 needs the consent of a guardian.")
    next_step = N_("Name one of your parents or another guardian with an e-mail address.")


class GuardianIsOneself(Refusal):
    code = "guardian_is_oneself"
    status = 422
    message = N_("This is your own e-mail address.")
    next_step = N_("Give the address of your guardian, who receives a letter there.")


class GuardianLinkUseless(Refusal):
    code = "guardian_link_useless"
    status = 410
    message = N_("This link does not work any more: it has ended, or a newer letter took its place.")
    next_step = N_("Ask the person who named you to send the letter again from the page “My registration”.")


class TooManyGuardianLetters(Refusal):
    code = "too_many_guardian_letters"
    message = N_("The letter to a guardian has been sent %(maximum)s times, the most that is possible.")
    next_step = N_("Write to the organizers.")
