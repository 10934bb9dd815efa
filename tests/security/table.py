"""Who may do what: every route of the application, asked by everybody in a world where everything exists.

A line is a method, an endpoint and one mark for each of the people named above the columns:

    +   may: the page is shown, the form is carried out (or refused for another reason than who sends it)
    s   is asked to sign in
    -   may not: 403, the thing is visible but somebody else's
    .   does not learn that it exists: 404
    >   is led on: 303
    r   has to register for the edition first, or to wait for a proposal: 409

Lines ask in the edition `home`, while it takes submissions or, for the jury's pages, while it is judged; with
`@judging` while it is judged; with `@past` in an edition whose results are published; with `@hidden` in one that is
not announced, where nothing is scored yet. All other routes of a hidden edition: test_hidden_editions.py.

    visitor            nobody has signed in
    guest              captain of a team in another edition
    student            registered here, without a team; the invitation to the jury is theirs
    captain, member    of the team in question
    rival              captain of another team here
    mentor             of the team in question
    judge              has the project in question to score
    colleague          judge here, of other projects, and the chair of the jury
    foreign_judge, foreign_organizer      of another edition
"""

from __future__ import annotations

from tests.security.routes import Route
from tests.security.world import ROLES

MARKS = "+s-.>r"
TABLE = """
#                                         vis gue stu cap mem riv men jud col f.j org f.o adm

GET  accounts.add_university              s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.add_university              s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.administration              s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.ask_reset                   +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.ask_reset                   +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.change_password             s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.change_password             s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.close_account               s   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.confirm_email               +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.confirm_email               +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.consents                    s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.deactivate_user             s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.edit_university             s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.edit_university             s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.edit_user                   s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.edit_user                   s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.give_consent                s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.grant_role                  s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.letter_sent                 +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.add_from_names              s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.add_from_names              s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.download_universities       s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.find_university             +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.list_typed_names            s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.merge_university            s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.merge_university            s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.take_names                  s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.take_names                  s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.undo_merger                 s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.list_universities           s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.list_users                  s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.profile                     s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.profile                     s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.reactivate_user             s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.reset_password              +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.reset_password              +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.revoke_other_sessions       s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.revoke_role                 s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.revoke_session              s   .   .   +   .   .   .   .   .   .   .   .   .
GET  accounts.sessions                    s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.set_administrator           s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.sign_in                     +   >   >   >   >   >   >   >   >   >   >   >   >
POST accounts.sign_in                     +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.sign_out                    +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.sign_up                     +   >   >   >   >   >   >   >   >   >   >   >   >
POST accounts.sign_up                     +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.withdraw_consent            s   +   +   +   +   +   +   +   +   +   +   +   +

GET  accounts.consent_texts               +   +   +   +   +   +   +   +   +   +   +   +   +

GET  privacy.my_data                      s   +   +   +   +   +   +   +   +   +   +   +   +
POST privacy.my_data                      s   +   +   +   +   +   +   +   +   +   +   +   +
GET  privacy.erase_account                s   +   +   +   +   +   +   +   +   +   +   +   +
POST privacy.erase_account                s   +   +   +   +   +   +   +   +   +   +   +   +
GET  privacy.erase_user                   s   -   -   -   -   -   -   -   -   -   -   -   +
POST privacy.erase_user                   s   -   -   -   -   -   -   -   -   -   -   -   +

GET  statistics.all_numbers               s   -   -   -   -   -   -   -   -   -   -   -   +
GET  statistics.download_numbers          s   -   -   -   -   -   -   -   -   -   +   -   +
GET  statistics.exact_numbers             s   -   -   -   -   -   -   -   -   -   +   -   +
GET  statistics.numbers                   +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.accept_invitation           +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.accept_invitation           +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.add_passkey                 s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.add_passkey                 s   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.answer_email                +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.answer_email                +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.change_email                s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.change_email                s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.enter_with_passkey          +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.move_email                  s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.move_email                  s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.new_passkey_options         s   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.not_me                      +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.not_me                      +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.office                      s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.passkey_options             +   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.remove_app                  s   .   .   .   .   .   +   .   .   .   .   .   .
POST accounts.remove_passkey              s   .   .   .   .   .   +   .   .   .   .   .   .
GET  accounts.rename_passkey              s   .   .   .   .   .   +   .   .   .   .   .   .
POST accounts.rename_passkey              s   .   .   .   .   .   +   .   .   .   .   .   .
POST accounts.renew_recovery_codes        s   .   .   .   .   .   +   .   .   .   .   .   .
GET  accounts.reset_factors               s   -   -   -   -   -   -   -   -   -   -   -   +
POST accounts.reset_factors               s   -   -   -   -   -   -   -   -   -   -   -   +
GET  accounts.safety                      s   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.second_step                 >   >   >   >   >   >   >   >   >   >   >   >   >
POST accounts.second_step                 +   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.set_up_app                  s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.set_up_app                  s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.sign_out_everywhere         s   +   +   +   +   +   +   +   +   +   +   +   +
GET  accounts.verify_again                s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.verify_again                s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.verify_by_passkey           s   +   +   +   +   +   +   +   +   +   +   +   +
POST accounts.verify_options              s   +   +   +   +   +   +   +   +   +   +   +   +

GET  attendance.add_session               s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.add_session               s   -   -   -   -   -   -   -   -   -   +   -   +
GET  attendance.check_in                  s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.check_in                  s   -   -   -   -   -   -   -   -   -   +   -   +
GET  attendance.correct                   s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.correct                   s   -   -   -   -   -   -   -   -   -   +   -   +
GET  attendance.edit_session              s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.edit_session              s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.export_attendance         s   -   -   -   -   -   -   -   -   -   +   -   +
GET  attendance.list_sessions             s   -   -   -   -   -   -   -   -   -   +   -   +
GET  attendance.own_badge                 s   .   +   +   +   +   .   .   .   .   .   .   .
GET  attendance.own_code                  s   .   +   +   +   +   .   .   .   .   .   .   .
POST attendance.print_badges              s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.print_sheet               s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.remove_session            s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.renew_code                s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.renew_own_code            s   .   +   +   +   +   .   .   .   .   .   .   .
GET  attendance.roster                    s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.save_list                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.save_scan                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  attendance.tick_list                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  attendance.type_list                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST attendance.type_list                 s   -   -   -   -   -   -   -   -   -   +   -   +

GET  challenges.create_challenge          s   -   -   -   -   -   -   -   -   -   +   -   +
POST challenges.create_challenge          s   -   -   -   -   -   -   -   -   -   +   -   +
GET  challenges.edit_challenge            s   -   -   -   -   -   -   -   -   -   +   -   +
POST challenges.edit_challenge            s   -   -   -   -   -   -   -   -   -   +   -   +
GET  challenges.list_challenges           +   +   +   +   +   +   +   +   +   +   +   +   +
GET  challenges.organize_challenges       s   -   -   -   -   -   -   -   -   -   +   -   +
POST challenges.remove_challenge          s   -   -   -   -   -   -   -   -   -   +   -   +
GET  challenges.show_challenge            +   +   +   +   +   +   +   +   +   +   +   +   +

POST editions.announce                    s   -   -   -   -   -   -   -   -   -   +   -   +
GET  editions.create_edition              s   -   -   -   -   -   -   -   -   -   +   +   +
POST editions.create_edition              s   -   -   -   -   -   -   -   -   -   +   +   +
GET  editions.desk                        s   -   -   -   -   -   -   -   -   -   +   -   +
GET  editions.edit_edition                s   -   -   -   -   -   -   -   -   -   +   -   +
POST editions.edit_edition                s   -   -   -   -   -   -   -   -   -   +   -   +
POST editions.change_method               s   -   -   -   -   -   -   -   -   -   +   -   +
GET  editions.edit_rubric                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST editions.edit_rubric                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  editions.add_round                   s   -   -   -   -   -   -   -   -   -   +   -   +
POST editions.add_round                   s   -   -   -   -   -   -   -   -   -   +   -   +
GET  editions.edit_round                  s   -   -   -   -   -   -   -   -   -   +   -   +
POST editions.edit_round                  s   -   -   -   -   -   -   -   -   -   +   -   +
GET  editions.list_rounds                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST editions.remove_round                s   -   -   -   -   -   -   -   -   -   +   -   +
GET  editions.home                        +   +   +   +   +   +   +   +   +   +   +   +   +
GET  editions.privacy                     +   +   +   +   +   +   +   +   +   +   +   +   +
GET  editions.show_edition                +   +   +   +   +   +   +   +   +   +   +   +   +
GET  editions.show_rules                  +   +   +   +   +   +   +   +   +   +   +   +   +

GET  device.service_worker                +   +   +   +   +   +   +   +   +   +   +   +   +

GET  health.healthz                       +   +   +   +   +   +   +   +   +   +   +   +   +
GET  health.readyz                        +   +   +   +   +   +   +   +   +   +   +   +   +

GET  judging.abilities                    s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.abilities                    s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.departure                    s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.no_show                      s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.no_show                      s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.own_abilities                s   -   -   -   -   -   -   +   +   -   -   -   -
POST judging.own_abilities                s   -   -   -   -   -   -   +   +   -   -   -   -
GET  judging.remind                       s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.remind                       s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.switch_reminders             s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.undo_no_show                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.accept_invitation            +   +   +   +   +   +   +   +   +   +   +   +   +
GET  judging.assign                       s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.assign                       s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.choose_deal                  s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.deal                         s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.deal                         s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.deal_picture                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.declare_conflict             s   -   -   -   -   -   -   +   .   -   -   -   -
POST judging.declare_conflict             s   -   -   -   -   -   -   +   .   -   -   -   -
POST judging.finish_scorecard             s   -   -   -   -   -   -   +   .   -   -   -   -
GET  judging.download_file                s   -   -   -   -   -   -   .   .   -   -   -   -
GET  judging.habits                       s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.invite_judge                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.invite_judge                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.join_jury                    s   -   +   -   -   -   -   -   -   -   -   -   -
GET  judging.manifest                     s   -   -   -   -   -   -   +   +   -   -   -   -
GET  judging.progress_map                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.redact                       s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.redact                       s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.redaction                    s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.choose_blind                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.edit_practice                s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.edit_practice                s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.practice                     s   -   -   -   -   -   -   +   +   -   -   -   -
POST judging.practice                     s   -   -   -   -   -   -   +   +   -   -   -   -
POST judging.remove_practice              s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.enter_paper                  s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.enter_paper                  s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.paper                        s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.paper_pack                   s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.print_all                    s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.print_pack                   s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.settle_paper                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.queue                        s   -   -   -   -   -   -   +   +   -   -   -   -
GET  judging.remove_judge                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.remove_judge                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.revoke_invitation            s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.look_at_file                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.next_project                 s   -   -   -   -   -   -   +   +   -   -   -   -
POST judging.save_scorecard               s   -   -   -   -   -   -   +   .   -   -   -   -
GET  judging.round_jury                   s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.round_jury                   s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.scorecard                    s   -   -   -   -   -   -   +   .   -   -   -   -
POST judging.unassign                     s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.watch                        s   -   -   -   -   -   -   -   -   -   +   -   +

GET  outbox.letter                        .   .   .   .   .   .   .   .   .   .   .   .   .
GET  outbox.mailbox                       .   .   .   .   .   .   .   .   .   .   .   .   .

GET  projects.download_content            s   .   .   +   +   .   .   .   .   .   +   .   +
GET  projects.download_file               .   .   .   +   +   .   .   .   .   .   +   .   +
GET  projects.edit_project                s   .   .   +   +   .   .   .   .   .   -   .   -
POST projects.edit_project                s   .   .   +   +   .   .   .   .   .   -   .   -
GET  projects.gallery                     +   +   +   +   +   +   +   +   +   +   +   +   +
POST projects.preview_markdown            s   +   +   +   +   +   +   +   +   +   +   +   +
POST projects.remove_file                 s   .   .   +   +   .   .   .   .   .   -   .   -
GET  projects.show_project                .   .   .   +   +   .   .   .   .   .   +   .   +
GET  projects.show_receipt                s   .   .   +   +   .   .   .   .   .   +   .   +
GET  projects.submit_project              s   .   .   +   +   .   .   .   .   .   -   .   -
POST projects.submit_project              s   .   .   +   +   .   .   .   .   .   -   .   -
POST projects.upload_file                 s   .   .   +   +   .   .   .   .   .   -   .   -

GET  imports.list_imports                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST imports.list_imports                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  imports.edit_columns                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST imports.edit_columns                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  imports.show_import                  s   -   -   -   -   -   -   -   -   -   +   -   +
POST imports.apply_import                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST imports.continue_import              s   -   -   -   -   -   -   -   -   -   +   -   +
POST imports.discard_import               s   -   -   -   -   -   -   -   -   -   +   -   +
POST imports.send_letters                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST imports.take_back_import             s   -   -   -   -   -   -   -   -   -   +   -   +
GET  imports.download_faults              s   -   -   -   -   -   -   -   -   -   +   -   +
GET  imports.download_rows                s   -   -   -   -   -   -   -   -   -   +   -   +
GET  imports.download_template            s   -   -   -   -   -   -   -   -   -   +   -   +

GET  registrations.add_question           s   -   -   -   -   -   -   -   -   -   +   -   +
POST registrations.add_question           s   -   -   -   -   -   -   -   -   -   +   -   +
POST registrations.decide                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  registrations.download_answer_file   s   .   .   +   .   .   .   .   .   .   +   .   +
GET  registrations.edit_plan              s   -   -   -   -   -   -   -   -   -   +   -   +
POST registrations.edit_plan              s   -   -   -   -   -   -   -   -   -   +   -   +
GET  registrations.edit_question          s   -   -   -   -   -   -   -   -   -   +   -   +
POST registrations.edit_question          s   -   -   -   -   -   -   -   -   -   +   -   +
POST registrations.export_registrations   s   -   -   -   -   -   -   -   -   -   +   -   +
GET  registrations.list_questions         s   -   -   -   -   -   -   -   -   -   +   -   +
GET  registrations.list_registrations     s   -   -   -   -   -   -   -   -   -   +   -   +
POST registrations.move_question          s   -   -   -   -   -   -   -   -   -   +   -   +
GET  registrations.answer_as_guardian     +   +   +   +   +   +   +   +   +   +   +   +   +
POST registrations.answer_as_guardian     +   +   +   +   +   +   +   +   +   +   +   +   +
POST registrations.withdraw_as_guardian   +   +   +   +   +   +   +   +   +   +   +   +   +
GET  registrations.ask_guardian           s   .   .   .   +   .   .   .   .   .   .   .   .
POST registrations.ask_guardian           s   .   .   .   +   .   .   .   .   .   .   .   .
GET  registrations.my_registration        s   .   +   +   +   +   .   .   .   .   .   .   .
POST registrations.my_registration        s   .   +   +   +   +   .   .   .   .   .   .   .
GET  registrations.register               s   +   +   +   +   +   +   +   +   +   +   +   +
POST registrations.register               s   +   +   +   +   +   +   +   +   +   +   +   +
POST registrations.remove_question        s   -   -   -   -   -   -   -   -   -   +   -   +
GET  registrations.show_registration      s   -   -   -   -   -   -   -   -   -   +   -   +
POST registrations.take_place             s   .   +   +   +   +   .   .   .   .   .   .   .
POST registrations.withdraw               s   .   +   +   +   +   .   .   .   .   .   .   .

GET  results.download_bundle              .   .   .   .   .   .   .   .   .   .   .   .   .
GET  results.advance                      s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.advance                      s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.decide_on_carried            s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.list_nominations             s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.add_nomination               s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.add_nomination               s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.edit_nomination              s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.edit_nomination              s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.remove_nomination            s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.edit_awards                  s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.edit_awards                  s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.go_back                      s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.go_back                      s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.download_csv                 .   .   .   .   .   .   .   .   .   .   .   .   .
GET  results.download_json                .   .   .   .   .   .   .   .   .   .   .   .   .
POST judging.appoint_chair                s   -   -   -   -   -   -   -   -   -   +   -   +
POST judging.revoke_chair                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.propose                      s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.take_back                    s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.chair_desk                   s   -   -   -   -   -   -   -   +   -   -   -   -
POST results.confirm                      s   -   -   -   -   -   -   -   +   -   -   -   -
POST results.send_back                    s   -   -   -   -   -   -   -   +   -   -   -   -
POST results.open_vote                    s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.close_vote                   s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.tie_ballot                   s   -   -   -   -   -   -   +   +   -   -   -   -
POST results.cast_ballot                  s   -   -   -   -   -   -   +   +   -   -   -   -
GET  results.appeal                       s   .   .   +   +   +   .   .   .   .   .   .   .
POST results.appeal                       s   .   .   +   -   +   .   .   .   .   .   .   .
GET  results.list_appeals                 s   -   -   -   -   -   -   -   +   -   +   -   +
POST results.withhold_comment             s   -   -   -   -   -   -   -   +   -   +   -   +
POST results.release_comment              s   -   -   -   -   -   -   -   +   -   +   -   +
GET  results.publication_settings         s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.publication_settings         s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.download_revision            .   .   .   .   .   .   .   .   .   .   .   .   .
GET  results.list_comments                s   -   -   -   -   -   -   -   r   -   +   -   +
GET  results.preview                      s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.show_results                 +   +   +   +   +   +   +   +   +   +   +   +   +
POST results.withdraw                     s   -   -   -   -   -   -   -   -   -   +   -   +

GET  teams.suggest_teams                  s   -   -   -   -   -   -   -   -   -   +   -   +
POST teams.suggest_teams                  s   -   -   -   -   -   -   -   -   -   +   -   +
POST teams.form_teams                     s   -   -   -   -   -   -   -   -   -   +   -   +
POST teams.add_mentor                     s   -   -   -   -   -   -   -   -   -   +   -   +
POST teams.admit_team                     s   -   -   -   -   -   -   -   -   -   +   -   +
POST teams.close_team                     s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.disqualify_team                s   -   -   -   -   -   -   -   -   -   +   -   +
GET  teams.found_team                     s   r   +   +   +   +   r   r   r   r   r   r   r
POST teams.found_team                     s   r   +   r   r   r   r   r   r   r   r   r   r
POST teams.hand_over_captaincy            s   -   -   +   -   -   -   -   -   -   -   -   -
GET  teams.join_team                      +   +   +   +   +   +   +   +   +   +   +   +   +
POST teams.join_team                      s   +   +   +   +   +   +   +   +   +   +   +   +
POST teams.leave_team                     s   -   -   +   +   -   -   -   -   -   -   -   -
GET  teams.list_teams                     +   +   +   +   +   +   +   +   +   +   +   +   +
GET  teams.my_team                        s   +   +   >   >   >   +   +   +   +   +   +   +
GET  teams.organize_team                  s   -   -   -   -   -   -   -   -   -   +   -   +
GET  teams.organize_teams                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST teams.remove_member                  s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.remove_mentor                  s   -   -   -   -   -   -   -   -   -   +   -   +
GET  teams.answer_questions               s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.answer_questions               s   -   -   +   -   -   -   -   -   -   -   -   -
GET  teams.list_invitations               s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.invite_by_email                s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.make_link                      s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.invite_person                  s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.revoke_invitation              s   -   -   +   -   -   -   -   -   -   .   -   .
GET  teams.ask_to_join                    s   -   +   +   +   +   -   -   -   -   -   -   -
POST teams.ask_to_join                    s   -   +   r   r   r   -   -   -   -   -   -   -
POST teams.withdraw_request               s   .   .   .   .   .   .   .   .   .   .   .   .
POST teams.answer_request                 s   -   -   +   -   -   -   -   -   -   -   -   -
GET  teams.list_looking_teams             s   -   +   +   +   +   -   -   -   -   +   -   +
GET  teams.list_pool                      s   -   +   +   +   +   -   -   -   -   +   -   +
GET  teams.enter_pool                     s   -   +   +   +   +   -   -   -   -   -   -   -
POST teams.enter_pool                     s   -   +   r   r   r   -   -   -   -   -   -   -
POST teams.leave_pool                     s   +   +   +   +   +   +   +   +   +   +   +   +
GET  teams.look_for_members               s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.look_for_members               s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.look_no_more                   s   -   -   +   -   -   -   -   -   -   -   -   -
GET  teams.invite_mentor                  s   -   -   +   -   -   -   -   -   -   +   -   +
POST teams.invite_mentor                  s   -   -   +   -   -   -   -   -   -   +   -   +
POST teams.dismiss_mentor                 s   -   -   +   -   -   -   -   -   -   +   -   +
POST teams.resign_as_mentor               s   .   .   .   .   .   +   .   .   .   .   .   .
GET  teams.accept_mentorship              +   +   +   +   +   +   +   +   +   +   +   +   +
POST teams.accept_mentorship              s   -   -   -   -   -   -   -   -   -   -   -   -
GET  teams.rename_team                    s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.rename_team                    s   -   -   +   -   -   -   -   -   -   -   -   -
POST teams.revoke_invite                  s   -   -   +   -   -   -   -   -   -   -   -   -
GET  teams.show_team                      +   +   +   +   +   +   +   +   +   +   +   +   +

GET  projects.download_file@judging       .   .   .   +   +   .   .   +   .   .   +   .   +
GET  projects.edit_project@judging        s   .   .   +   +   .   .   -   .   .   -   .   -
POST projects.edit_project@judging        s   .   .   +   +   .   .   -   .   .   -   .   -
GET  projects.show_project@judging        .   .   .   +   +   .   .   +   .   .   +   .   +
GET  projects.show_receipt@judging        s   .   .   +   +   .   .   -   .   .   +   .   +
POST projects.submit_project@judging      s   .   .   +   +   .   .   -   .   .   -   .   -
POST teams.remove_member@judging          s   -   -   +   -   -   -   -   -   -   -   -   -

GET  projects.download_content@past       s   -   -   +   +   -   -   -   -   -   +   -   +
GET  projects.download_file@past          +   +   +   +   +   +   +   +   +   +   +   +   +
GET  projects.edit_project@past           s   -   -   +   +   -   -   -   -   -   -   -   -
POST projects.edit_project@past           s   -   -   +   +   -   -   -   -   -   -   -   -
GET  projects.gallery@past                +   +   +   +   +   +   +   +   +   +   +   +   +
GET  projects.show_project@past           +   +   +   +   +   +   +   +   +   +   +   +   +
GET  projects.show_receipt@past           s   -   -   +   +   -   -   -   -   -   +   -   +
GET  results.download_bundle@past         +   +   +   +   +   +   +   +   +   +   +   +   +
GET  results.download_csv@past            +   +   +   +   +   +   +   +   +   +   +   +   +
GET  results.download_json@past           +   +   +   +   +   +   +   +   +   +   +   +   +
GET  results.list_comments@past           s   -   -   -   -   -   -   -   +   -   +   -   +
POST results.withhold_comment@past        s   -   -   -   -   -   -   -   +   -   +   -   +
POST results.release_comment@past         s   -   -   -   -   -   -   -   +   -   +   -   +
GET  results.appeal@past                  s   .   .   +   +   +   .   .   .   .   .   .   .
POST results.appeal@past                  s   .   .   +   -   +   .   .   .   .   .   .   .
GET  results.list_appeals@past            s   -   -   -   -   -   -   -   +   -   +   -   +
GET  results.chair_desk@past              s   -   -   -   -   -   -   -   +   -   -   -   -
GET  results.answer_appeal@past           s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.answer_appeal@past           s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.propose@past                 s   -   -   -   -   -   -   -   -   -   +   -   +
POST results.confirm@past                 s   -   -   -   -   -   -   -   +   -   -   -   -
GET  results.download_revision@past       +   +   +   +   +   +   +   +   +   +   +   +   +
GET  results.preview@past                 s   -   -   -   -   -   -   -   -   -   +   -   +
GET  results.show_results@past            +   +   +   +   +   +   +   +   +   +   +   +   +
POST results.withdraw@past                s   -   -   -   -   -   -   -   -   -   +   -   +
GET  judging.scorecard@past               s   -   -   -   -   -   -   +   .   -   -   -   -
POST judging.save_scorecard@past          s   -   -   -   -   -   -   +   .   -   -   -   -
GET  teams.show_team@past                 +   +   +   +   +   +   +   +   +   +   +   +   +

POST editions.announce@hidden             .   .   .   .   .   .   .   -   -   .   +   .   +
POST editions.edit_rubric@hidden          .   .   .   .   .   .   .   -   -   .   +   .   +
POST teams.admit_team@hidden              .   .   .   .   .   .   .   -   -   .   +   .   +

"""


def rows() -> dict[tuple[Route, str], dict[str, str]]:
    """Return {(route, where): {role: mark}}; `where` is empty, "judging", "past" or "hidden"."""
    found: dict[tuple[Route, str], dict[str, str]] = {}
    for line in TABLE.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        method, name, *marks = line.split()
        endpoint, _, where = name.partition("@")
        assert len(marks) == len(ROLES), f"{line!r} has {len(marks)} marks for {len(ROLES)} people"
        assert not set(marks) - set(MARKS), f"{line!r} has an unknown mark"
        assert (Route(method, endpoint), where) not in found, f"{name} stands there twice"
        found[Route(method, endpoint), where] = dict(zip(ROLES, marks, strict=True))
    return found
