"""Refusals about accounts, passwords and consents."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


class AccountUnknown(Refusal):
    code = "account_unknown"
    status = 422
    message = N_("There is no account with this e-mail address.")
    next_step = N_("Check the spelling, or ask the person to create an account first.")


class SignInFailed(Refusal):
    code = "sign_in_failed"
    status = 422
    message = N_("The e-mail address or the password is not right, or the address is not confirmed yet.")
    next_step = N_("Check both, look for our confirmation letter, or set a new password.")


class LinkExpired(Refusal):
    code = "link_expired"
    status = 410
    message = N_("This link has been used already or has expired.")
    next_step = N_("Ask for a new one.")


class ConsentMissing(Refusal):
    code = "consent_missing"
    status = 422
    message = N_("Without this consent an account cannot be made.")
    next_step = N_("Read the text and tick the box, or do not register.")


class NameMissing(Refusal):
    code = "name_missing"
    status = 422
    message = N_("A name is missing.")
    next_step = N_("Fill in the family name or the given name; one of the two is enough.")


class UniversityMissing(Refusal):
    code = "university_missing"
    status = 422
    message = N_("The university is missing.")
    next_step = N_("Choose it from the list, or choose “another university” and write its name.")


class UniversityNotChosen(Refusal):
    code = "university_not_chosen"
    status = 422
    message = N_("Your university is not chosen yet.")
    next_step = N_("Choose it below the search, or choose “not in the list” to keep the name as you typed it.")


class UniversityAlike(Refusal):
    code = "university_alike"
    status = 422
    message = N_("There is something similar in the list.")
    next_step = N_("Choose yours if it is there. If not, send the form once more: the name is taken as you typed it.")


class UniversityMerged(Refusal):
    code = "university_merged"
    message = N_("One of the two institutions has gone over into another one already, or both are the same.")
    next_step = N_("Look at its page, and choose the one that exists today.")


class MergerNotUndone(Refusal):
    code = "merger_not_undone"
    message = N_("This merger cannot be undone any more: another one followed, or people have moved since.")
    next_step = N_("Correct the accounts of these people one by one, or undo the later merger first.")


class NotTheApplicant(Refusal):
    code = "not_the_applicant"
    status = 422
    message = N_("This is not the password that was chosen when this account was made.")
    next_step = N_("Type it again. If somebody else used your address, set a new password by e-mail.")


class WrongPassword(Refusal):
    code = "wrong_password"
    status = 422
    message = N_("This is not your present password.")
    next_step = N_("Type it again, or sign out and set a new one by e-mail.")


class PasswordTooWeak(Refusal):
    code = "password_too_weak"
    status = 422
    message = N_("The password is too short or too common.")
    next_step = N_("Use at least 10 characters; several words are easy to remember and hard to guess.")


class LastAdministrator(Refusal):
    code = "last_administrator"
    message = N_("There must be at least one administrator.")
    next_step = N_("Make someone else an administrator first.")


class CodeWrong(Refusal):
    code = "code_wrong"
    status = 422
    message = N_("This code is not right, or it was used already.")
    next_step = N_("Wait for the next code of the app and type it, or use a recovery code that you have not used yet.")


class PasskeyRefused(Refusal):
    code = "passkey_refused"
    status = 422
    message = N_("The passkey was not accepted.")
    next_step = N_("Try once more, or use the code of your app.")


class PasskeyKnown(Refusal):
    code = "passkey_known"
    message = N_("This passkey belongs to an account already.")
    next_step = N_("Make another one, on this device or another.")


class TooManyPasskeys(Refusal):
    code = "too_many_passkeys"
    message = N_("An account can have %(most)s passkeys.")
    next_step = N_("Remove one that you no longer use.")


class SecondFactorNeeded(Refusal):
    code = "second_factor_needed"
    status = 403
    message = N_("Whoever organizes, chairs a jury or administers signs in with a second factor, and you have not yet.")
    next_step = N_("Set it up, or sign in again with it; it takes two minutes.")


class SecondFactorKept(Refusal):
    code = "second_factor_kept"
    message = N_("Your role needs a second factor, and this is the only one.")
    next_step = N_("Set up another one first.")


class VerifyAgain(Refusal):
    code = "verify_again"
    status = 403
    message = N_("For this we ask for your password once more.")
    next_step = N_("Confirm that it is you, and send the form again.")


class AddressTaken(Refusal):
    code = "address_taken"
    message = N_("In the meantime somebody made an account with this address.")
    next_step = N_("Sign in to that account, or choose another address.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    status = 422
    message = N_("This needs a reason, which is kept in the history.")
    next_step = N_("Write in a sentence how you made sure who asks.")
