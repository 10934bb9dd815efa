"""The rubric that a new edition starts with; its organizers change it as they like."""

from __future__ import annotations

SUGGESTED_CRITERIA = (
    ("impact", 25, {"en": "Impact", "ru": "Эффект", "kk": "Әсер", "ky": "Таасир", "uz": "Taʼsir", "tg": "Таъсир",
                    "tk": "Täsir"}),
    ("innovation", 15, {"en": "Innovation", "ru": "Инновационность", "kk": "Инновациялылық",
                        "ky": "Инновациялуулук", "uz": "Innovatsionlik", "tg": "Навоварӣ", "tk": "Täzeçillik"}),
    ("feasibility", 20, {"en": "Feasibility", "ru": "Реализуемость", "kk": "Іске асырылу мүмкіндігі",
                         "ky": "Ишке ашыруу мүмкүнчүлүгү", "uz": "Amalga oshirish imkoniyati",
                         "tg": "Имконияти амалӣ", "tk": "Durmuşa geçirmek mümkinçiligi"}),
    ("circularity", 20, {"en": "Circularity", "ru": "Цикличность"}),
    ("business", 10, {"en": "Business model", "ru": "Бизнес-модель"}),
    ("pitch", 10, {"en": "Presentation", "ru": "Презентация", "kk": "Таныстырылым", "ky": "Презентация",
                   "uz": "Taqdimot", "tg": "Муаррифӣ", "tk": "Prezentasiýa"}),
)
